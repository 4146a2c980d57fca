export { ElearningModule } from './elearning.module';
export { type OutsideFact, OutsideStarts } from './outside/outside-start.service';
