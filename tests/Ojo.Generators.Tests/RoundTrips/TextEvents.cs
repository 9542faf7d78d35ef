namespace Ojo.Generators.Tests.RoundTrips;

/// <summary>Strings by number, texts and bytes beside the words, alone and together.</summary>
internal static partial class TextEvents
{
    [TraceEvent(Provider = "tests.text")]
    public static partial void RecordHost(this Tracer tracer, [FlowId] uint flowId, string? host);

    [TraceEvent(Provider = "tests.text")]
    public static partial void RecordSaid(this Tracer? tracer, [FlowId] uint flowId, ReadOnlySpan<char> what);

    [TraceEvent(Provider = "tests.text")]
    public static partial void RecordTokens(
        this Tracer tracer,
        [FlowId] uint flowId,
        bool flag,
        string server,
        ReadOnlySpan<byte> token,
        [TraceField(Text = true)] string? reason,
        string client,
        scoped ReadOnlySpan<char> note,
        ReadOnlySpan<byte> rest,
        ulong a,
        ulong b,
        ulong c);
}
