import { Controller, Injectable, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';

import { declareClass, declareMethod } from './declaration';
import { Declarations } from './declarations';
import { onlyOnce } from './only-once';

type Work = (word: string) => string;
const Works = declareMethod<string, Work>();
const Shows = declareClass<number, object>();

@Injectable()
@Shows(3)
class Left {
  private readonly own = 'left';

  @Works('first')
  @Works('again')
  tell(word: string): string {
    return `${this.own} ${word}`;
  }

  get notNow(): string {
    throw new Error('reading a property is not looking for declarations');
  }
}

@Injectable()
@Shows(1)
@Shows(2)
class Right {
  @Works('other')
  private whisper(): string {
    return 'right';
  }
}

@Controller()
class Page {
  @Works('page')
  show(): string {
    return 'page';
  }
}

@Module({ providers: [Left, { provide: 'AGAIN', useExisting: Left }] })
class LeftModule {}

@Module({ imports: [LeftModule], providers: [Right], controllers: [Page] })
class RightModule {}

describe('What is declared with a decorator', () => {
  const found = async (): Promise<Declarations> => {
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule, LeftModule, RightModule],
      providers: [Declarations],
    }).compile();
    return module.get(Declarations);
  };

  it('is found once, in the order of the modules, and says where it stands', async () => {
    const methods = (await found()).methods(Works);

    expect(methods.map(({ options, where }) => [options, where])).toEqual([
      ['first', 'Left.tell'],
      ['again', 'Left.tell'],
      ['other', 'Right.whisper'],
      ['page', 'Page.show'],
    ]);
  });

  it('can be called, and knows its object', async () => {
    const [first] = (await found()).methods(Works);

    expect(first?.thing('word')).toBe('left word');
  });

  it('on a class may be several things', async () => {
    const classes = (await found()).classes(Shows);

    expect(classes.map(({ options, where }) => [options, where])).toEqual([
      [3, 'Left'],
      [1, 'Right'],
      [2, 'Right'],
    ]);
    expect(classes[0]?.thing).toBeInstanceOf(Left);
  });

  it('on a module is found too', async () => {
    @Shows(9)
    @Module({ imports: [DiscoveryModule], providers: [Declarations] })
    class Whole {}
    const module = await Test.createTestingModule({ imports: [Whole] }).compile();

    const [whole] = module.get(Declarations).classes(Shows);

    expect(whole).toMatchObject({ options: 9, where: 'Whole' });
  });
});

describe('A name that leads to one thing', () => {
  it('is refused a second time, with both places', () => {
    const twice = [
      { name: 'a.b', where: 'One.do' },
      { name: 'a.b', where: 'Two.do' },
    ];

    expect(() => onlyOnce(twice)).toThrow('One.do and Two.do are both named a.b');
    expect(() => onlyOnce(twice.slice(1))).not.toThrow();
  });
});
