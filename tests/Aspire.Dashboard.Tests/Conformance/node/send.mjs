// Sends one trace, one log record and two metrics by the SDK.
// Arguments: the protocol (http/json, http/protobuf, grpc), the receiver's address, the key, the service's name.
import { context, trace, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

const [protocol, address, key, service] = process.argv.slice(2);
const suffix = { 'http/json': 'http', 'http/protobuf': 'proto', grpc: 'grpc' }[protocol];
const load = async (signal, name) => {
  const module = await import(`@opentelemetry/exporter-${signal}-otlp-${suffix}`);
  const Exporter = module[name] ?? module.default[name];

  if (protocol === 'grpc') {
    // The transport of the exporter itself, which npm places beside it.
    const grpc = await import('@grpc/grpc-js');
    const metadata = new grpc.Metadata();
    metadata.set('x-otlp-api-key', key);
    return new Exporter({ url: address, metadata });
  }

  return new Exporter({ url: `${address}v1/${signal === 'trace' ? 'traces' : signal}`, headers: { 'x-otlp-api-key': key }, compression: 'gzip' });
};

const resource = resourceFromAttributes({ 'service.name': service, 'service.instance.id': 'node-1' });
const tracers = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(await load('trace', 'OTLPTraceExporter'))] });
const loggers = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor(await load('logs', 'OTLPLogExporter'))] });
const meters = new MeterProvider({
  resource,
  readers: [new PeriodicExportingMetricReader({ exporter: await load('metrics', 'OTLPMetricExporter'), exportIntervalMillis: 60_000 })],
  views: [{ instrumentName: 'latency', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
});

const tracer = tracers.getTracer('node-scope', '1.2.3');
const parent = tracer.startSpan('parent', { kind: SpanKind.SERVER });
const inParent = trace.setSpan(context.active(), parent);
const child = tracer.startSpan('child', { kind: SpanKind.CLIENT, attributes: { numbers: [1, 2], pi: 3.5, yes: true, text: 'größe' } }, inParent);
child.addEvent('happened', { n: 1 });
child.setStatus({ code: SpanStatusCode.ERROR, message: 'failed' });
child.end();
parent.end();

loggers.getLogger('node-logger').emit({
  severityNumber: SeverityNumber.WARN, severityText: 'WARN', body: 'hello', attributes: { user: 'ann' }, context: trace.setSpan(context.active(), child),
});

const meter = meters.getMeter('node-meter');
meter.createCounter('requests', { unit: '{request}' }).add(3, { route: '/a' });
meter.createHistogram('latency', { unit: 's' }).record(0.25);

await Promise.all([tracers.shutdown(), loggers.shutdown(), meters.shutdown()]);
