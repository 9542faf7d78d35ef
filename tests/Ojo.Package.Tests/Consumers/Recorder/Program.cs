using NullableLibrary;
using Ojo;
using Recorder;

// The argument: where to record.
using Tracer tracer = Tracer.Create(new TracerOptions { Directory = args[0], Service = "recorder" });
tracer.RecordSnapshotSent(7, tick: 41, size: 1337);
tracer.RecordPacketSent(7, 42);
new Pacer(tracer).Update();
new Probe(tracer, 8).Send(5);
