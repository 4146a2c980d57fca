export { ElearningModule } from './elearning.module';
export { type OutsideStartRow, OutsideStarts } from './outside/outside-start.service';
