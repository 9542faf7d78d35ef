using Ojo;
using Ojo.Generators.Target;

// One argument: where to record. Everything is recorded twice, first by methods that nobody looks at.
using Tracer tracer = Tracer.Create(new TracerOptions { Directory = args[0] });
var connection = new Connection(tracer, 1);
connection.RecordMethodOne(0);
connection.RecordMethodTwo(0, 0, false);
tracer.RecordExtensionOne(1, 0);
tracer.RecordExtensionTwo(1, 0, 0, false);
tracer.RecordExtensionApart(1, 0);
tracer.RecordFileOne(1, 0);
tracer.RecordFileTwo(1, 0, 0, false);

Callers.MethodOne(connection, 1);
Callers.MethodTwo(connection, 1);
Callers.ExtensionOne(tracer, 1);
Callers.ExtensionTwo(tracer, 1);
Callers.ExtensionApart(tracer, 1);
Callers.FileOne(tracer, 1);
Callers.FileTwo(tracer, 1);
return tracer.Statistics.Lost == 0 ? 0 : 1;
