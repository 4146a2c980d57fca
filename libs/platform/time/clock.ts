import { Injectable } from '@nestjs/common';

/** The only source of "now"; a test sets it, so no test waits for a date to come. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
