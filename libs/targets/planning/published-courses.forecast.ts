import type { PublishedCoursesRule } from '../rule/published-courses.rule';
import { nothingPlanned, type RuleForecast } from './rule-forecast';

export const publishedCoursesForecast: RuleForecast<PublishedCoursesRule> = nothingPlanned;
