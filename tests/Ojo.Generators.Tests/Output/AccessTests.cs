using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Output;

/// <summary>From where a recorder takes its tracer and its flow, by what it says.</summary>
public sealed class AccessTests
{
    private const string Usings = "using Ojo;\n\n";

    private const string Context = """

        public interface IContext { Tracer? Tracer { get; } [FlowId] uint Flow { get; } }
        public sealed class Session(Tracer tracer) : ITracerSource { public Tracer Tracer => tracer; [FlowId] public ushort Flow; }
        public sealed class Hidden(Tracer tracer) : ITracerSource, IContext
        {
            Tracer? ITracerSource.Tracer => tracer;
            Tracer? IContext.Tracer => tracer;
            uint IContext.Flow => 1;
        }
        public readonly struct Handle(Tracer tracer) : ITracerSource { Tracer? ITracerSource.Tracer => tracer; [FlowId] public uint Flow => 1; }
        """;

    private const string Event = "[TraceEvent] public partial void RecordPing();";

    [Theory]
    [InlineData("public sealed partial class C { private readonly Tracer _tracer = Tracer.Create(); [FlowId] private readonly uint _flow = 1; " + Event + " }", "this._tracer", "this._flow")]
    [InlineData("public partial class C(Tracer tracer, [FlowId] uint id) { " + Event + " }", "tracer", "id")]
    [InlineData("public partial class C { public required Tracer Tracer { get; init; } [FlowId] public uint Id { get; init; } " + Event + " }", "this.Tracer", "this.Id")]
    [InlineData("public partial class C { public static Tracer? Shared; [FlowId] protected uint Id => 1; " + Event + " }", "global::C.Shared is { } tracer && tracer", "this.Id")]
    [InlineData("public partial struct C(Tracer tracer, [FlowId] uint id) { " + Event + " }", "tracer is { } _tracer && _tracer", "id")]
    [InlineData("public readonly partial struct C(Tracer tracer, [FlowId] uint id) { " + Event + " }", "tracer is { } _tracer && _tracer", "id")]
    [InlineData("public partial record C(Tracer Tracer, [FlowId] uint Id) { " + Event + " }", "this.Tracer", "this.Id")]
    [InlineData("public readonly partial record struct C(Tracer Tracer, [FlowId] uint Id) { " + Event + " }", "this.Tracer is { } tracer && tracer", "this.Id")]
    [InlineData("public partial class Outer { protected partial record struct C(Tracer? Tracer, [FlowId] byte Id) { " + Event + " } }", "this.Tracer is { } tracer && tracer", "this.Id")]
    [InlineData("public static partial class C { [TraceEvent] public static partial void RecordPing(this Tracer tracer, [FlowId] uint id); }", "tracer", "id")]
    [InlineData("public class Base(Tracer tracer) { protected Tracer Trace { get; } = tracer; [FlowId] protected uint Id => 1; } public partial class C(Tracer t) : Base(t) { [TraceEvent] public partial void RecordPing(Tracer other); }", "other", "this.Id")]
    [InlineData("public abstract class Base { protected Tracer Trace { get; } = Tracer.Create(); [FlowId] protected uint Id => 1; } public partial class C : Base { " + Event + " }", "this.Trace", "this.Id")]
    public Task A_tracer_and_a_flow_id_themselves(string source, string tracer, string flow) => Reads(source, tracer, flow);

    [Theory]
    [InlineData("public partial class C(IContext context) { " + Event + " }", "context.Tracer is { } tracer && tracer", "context.Flow")]
    [InlineData("public partial class C { private readonly IContext? _context = null; " + Event + " }", "this._context?.Tracer is { } tracer && tracer", "this._context?.Flow ?? default")]
    [InlineData("public partial class C { public Session? Session { get; set; } " + Event + " }", "this.Session?.Tracer is { } tracer && tracer", "this.Session?.Flow ?? default")]
    [InlineData("public partial class C(Hidden hidden) { " + Event + " }", "((global::Ojo.ITracerSource)hidden).Tracer is { } tracer && tracer", "((global::IContext)hidden).Flow")]
    [InlineData("public partial class C(Handle handle) { " + Event + " }", "global::Ojo.ITracerSource.Of(handle) is { } tracer && tracer", "handle.Flow")]
    [InlineData("public partial class C(ITracerSource tracer, [FlowId] uint id) { " + Event + " }", "tracer.Tracer is { } _tracer && _tracer", "id")]
    [InlineData("public class Base { protected IContext Context { get; init; } = null!; } public partial class C : Base { " + Event + " }", "this.Context.Tracer is { } tracer && tracer", "this.Context.Flow")]
    [InlineData("public static partial class C { [TraceEvent] public static partial void RecordPing(this IContext context); }", "context.Tracer is { } tracer && tracer", "context.Flow")]
    [InlineData("public static partial class C { [TraceEvent] public static partial void RecordPing(in Handle handle); }", "global::Ojo.ITracerSource.Of(handle) is { } tracer && tracer", "handle.Flow")]
    [InlineData("public partial class C(Tracer tracer) { [TraceEvent] public partial void RecordPing(IContext context); public Tracer Own => tracer; }", "context.Tracer is { } tracer && tracer", "context.Flow")]
    [InlineData("public partial class C(Session session) { [TraceEvent] public partial void RecordPing([FlowId] uint id); }", "session.Tracer is { } tracer && tracer", "id")]
    public Task What_is_held_or_handed_knows_the_tracer_and_the_flow(string source, string tracer, string flow) => Reads(source + Context, tracer, flow);

    [Theory]
    [InlineData("public partial class C(Tracer trace) : ITracerSource { Tracer? ITracerSource.Tracer => trace; [FlowId] public uint Id => 1; " + Event + " }", "trace", "this.Id")]
    [InlineData("public partial class C(System.Func<Tracer> trace) : ITracerSource { Tracer? ITracerSource.Tracer => trace(); [FlowId] public uint Id => 1; " + Event + " }", "((global::Ojo.ITracerSource)this).Tracer is { } tracer && tracer", "this.Id")]
    [InlineData("public partial struct C(System.Func<Tracer> trace) : ITracerSource { readonly Tracer? ITracerSource.Tracer => trace(); [FlowId] public uint Id => 1; " + Event + " }", "global::Ojo.ITracerSource.Of(this) is { } tracer && tracer", "this.Id")]
    [InlineData("public partial class C(System.Func<Tracer> trace) : IContext { Tracer? IContext.Tracer => trace(); public uint Flow => 1; " + Event + " }", "((global::IContext)this).Tracer is { } tracer && tracer", "this.Flow")]
    [InlineData("public partial interface C : IContext { [TraceEvent] public partial void RecordPing(); }", "this.Tracer is { } tracer && tracer", "this.Flow")]
    public Task The_type_itself_is_what_knows_them_by_an_interface(string source, string tracer, string flow) => Reads(source + Context, tracer, flow);

    [Fact]
    public async Task A_base_type_of_another_assembly_gives_both()
    {
        Project project = Project
            .With(Usings + "public partial class C : Library.Connection { public C(Tracer tracer) : base(tracer) { } [TraceEvent] public partial void RecordPing(); }\n"
                + "public partial class D { private Library.Connection? _owner = null; [TraceEvent] public partial void RecordPong(Library.Size size); public void Set(Library.Connection owner) => _owner = owner; }")
            .Library(
                Usings + """
                namespace Library
                {
                    public abstract class Connection(Tracer tracer) : ITracerSource
                    {
                        protected Tracer Trace => tracer;
                        Tracer? ITracerSource.Tracer => tracer;
                        [FlowId] public uint Id { get; init; } = 1;
                    }

                    [TraceValue] public readonly record struct Size([TraceMember(Bits = 20, Unit = "bytes")] uint Bytes, bool IsFull);
                }
                """,
                "Library");
        Assert.Empty(await Diagnosis.Of(project));
        string first = GeneratorRun.Of(project).Sources["C.Recorders.g.cs"];
        string second = GeneratorRun.Of(project).Sources["D.Recorders.g.cs"];
        Assert.Contains("if (this.Trace.IsEnabled(", first, StringComparison.Ordinal);
        Assert.Contains(".Write(this.Id, ", first, StringComparison.Ordinal);
        Assert.Contains("if (((global::Ojo.ITracerSource?)this._owner)?.Tracer is { } tracer && tracer.IsEnabled(", second, StringComparison.Ordinal);
        Assert.Contains(".Write(this._owner?.Id ?? default, PongEvent.EventType, (size.Bytes & 0xFFFFFUL) |", second, StringComparison.Ordinal);
        Assert.Contains("new global::Library.Size((uint)e.Bits(0, 20), e.Bits(20, 1) != 0)", second, StringComparison.Ordinal);
    }

    private static async Task Reads(string source, string tracer, string flow)
    {
        var project = Project.With(Usings + source);
        Assert.Empty(await Diagnosis.Of(project));
        string recorder = Assert.Single(GeneratorRun.Of(project).Sources, static file => file.Key.EndsWith("C.Recorders.g.cs", StringComparison.Ordinal)).Value;
        Assert.Contains($"if ({tracer}.IsEnabled(", recorder, StringComparison.Ordinal);
        Assert.Contains($".Write({flow}, PingEvent.EventType, ", recorder, StringComparison.Ordinal);
    }
}
