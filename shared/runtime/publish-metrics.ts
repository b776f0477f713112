import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { METRIC_DIMENSIONS, METRIC_NAMESPACE, METRIC_SERVICE, type METRICS } from '../names/metrics';

type MetricName = (typeof METRICS)[keyof typeof METRICS];

/** Publishes counts of a run to CloudWatch, for the dashboard (PLAT-09). They travel in the log, so no call is made. */
export const publishMetrics = (about: { readonly stage: string; readonly workflow: string }, counts: Partial<Record<MetricName, number>>): void => {
  const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: METRIC_SERVICE.service, defaultDimensions: { [METRIC_DIMENSIONS.stage]: about.stage, [METRIC_DIMENSIONS.workflow]: about.workflow } });
  for (const [name, count] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, count);
  metrics.publishStoredMetrics();
};
