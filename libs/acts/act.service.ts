import { Injectable } from '@nestjs/common';

/** Records, corrects and retracts acts. */
@Injectable()
export class ActService {}
