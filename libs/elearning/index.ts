export { ElearningModule } from './elearning.module';
