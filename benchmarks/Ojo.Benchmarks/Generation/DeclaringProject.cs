using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Ojo.Benchmarks.Generation;

/// <summary>A project in memory that declares events: what a compiler or an editor would hand to a generator.</summary>
/// <param name="Compilation">Its C#.</param>
/// <param name="Files">Its events files.</param>
internal sealed record DeclaringProject(CSharpCompilation Compilation, ImmutableArray<AdditionalText> Files)
{
    private static readonly ImmutableArray<MetadataReference> s_references = FindReferences();

    /// <summary>How many events a class or a file holds, unless all are to be in one.</summary>
    public const int EventsPerPart = 20;

    /// <summary>Events declared as methods, <paramref name="perClass"/> in a class, each class in a file of its own.</summary>
    public static DeclaringProject Methods(int events, int perClass = EventsPerPart) =>
        Of(Parts(events, perClass).Select(static part => MethodClass(part.Index, part.Count)), []);

    /// <summary>Events declared in YAML, <paramref name="perFile"/> in a file.</summary>
    public static DeclaringProject Yaml(int events, int perFile = EventsPerPart) =>
        Of([], Parts(events, perFile).Select(static part => EventsFile(part.Index, part.Count)));

    /// <summary>Half of the events declared as methods, half in YAML.</summary>
    public static DeclaringProject Mixed(int events) => Of(
        Parts(events - (events / 2), EventsPerPart).Select(static part => MethodClass(part.Index, part.Count)),
        Parts(events / 2, EventsPerPart).Select(static part => EventsFile(part.Index, part.Count)));

    /// <summary>Messages of the same size declared with [LoggerMessage].</summary>
    public static DeclaringProject LoggerMessages(int messages) =>
        Of(Parts(messages, EventsPerPart).Select(static part => MessageClass(part.Index, part.Count)), []);

    /// <summary>The statement of a method that has nothing to do with events.</summary>
    public const string UnrelatedStatement = "return 1;";

    /// <summary>
    /// Puts <paramref name="after"/> in place of the last <paramref name="before"/> in the C# file in the middle, as typing it would.
    /// </summary>
    public DeclaringProject EditCode(string before, string after)
    {
        SyntaxTree tree = Compilation.SyntaxTrees[Compilation.SyntaxTrees.Length / 2];
        return this with { Compilation = Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Change(tree.GetText(), before, after))) };
    }

    /// <summary>The same in the events file in the middle.</summary>
    public DeclaringProject EditFile(string before, string after)
    {
        AdditionalText file = Files[Files.Length / 2];
        return this with { Files = Files.Replace(file, new MemoryFile(file.Path, Change(file.GetText()!, before, after))) };
    }

    private static SourceText Change(SourceText text, string before, string after)
    {
        int at = text.ToString().LastIndexOf(before, StringComparison.Ordinal);
        return text.WithChanges(new TextChange(new TextSpan(at, before.Length), after));
    }

    private static DeclaringProject Of(IEnumerable<string> sources, IEnumerable<string> files) => new(
        CSharpCompilation.Create(
            "Declaring",
            sources.Select(static (text, i) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), path: $"Part{i}.cs")),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)),
        [.. files.Select(static (text, i) => new MemoryFile($"part{i}.yaml", SourceText.From(text, Encoding.UTF8)))]);

    private static IEnumerable<(int Index, int Count)> Parts(int events, int perPart)
    {
        for (int index = 0; index * perPart < events; index++)
        {
            yield return (index, Math.Min(perPart, events - (index * perPart)));
        }
    }

    private static string MethodClass(int index, int count) => Join(
        $$"""
        using System;
        using Ojo;

        namespace Declaring.Protocol;

        /// <summary>A part of the protocol.</summary>
        public sealed partial class Part{{index}}(Tracer tracer)
        {
            [FlowId] private readonly uint _flowId = 1;

            public int Unrelated() { {{UnrelatedStatement}} }


        """,
        count,
        i => $$"""
                /// <summary>A packet of sort {{i}} went out.</summary>
                /// <param name="packetNumber">Its number.</param>
                [TraceEvent(Category = "Packet{{i / EventsPerPart}}", Description = "A packet of sort {{i}} went out", Role = EventRole.PacketSent)]
                public partial void RecordPacket{{index}}Sent{{i}}(ulong packetNumber, [TraceField(Unit = "bytes", Kind = FieldKind.Bytes)] uint size, bool isProbe);


            """,
        "}\n");

    private static string MessageClass(int index, int count) => Join(
        $$"""
        using System;
        using Microsoft.Extensions.Logging;

        namespace Declaring.Protocol;

        /// <summary>A part of the protocol.</summary>
        public sealed partial class Part{{index}}(ILogger logger)
        {
            public int Unrelated() { {{UnrelatedStatement}} }


        """,
        count,
        i => $$"""
                /// <summary>A packet of sort {{i}} went out.</summary>
                /// <param name="packetNumber">Its number.</param>
                [LoggerMessage({{i}}, LogLevel.Information, "A packet of sort {{i}} went out: {packetNumber} with {size} bytes, {isProbe}")]
                public partial void LogPacket{{index}}Sent{{i}}(ulong packetNumber, uint size, bool isProbe);


            """,
        "}\n");

    private static string EventsFile(int index, int count) => Join(
        $"""
        # A part of the protocol.
        namespace: Declaring.Files
        class: File{index}Events
        provider: declaring
        events:

        """,
        count,
        i => $$"""
              - name: FILE_{{index}}_PACKET_SENT_{{i}}
                category: Packet{{i / EventsPerPart}}
                description: A packet of sort {{i}} went out
                role: packet_sent
                fields:
                  - { name: packet_number, type: u64, kind: identifier }
                  - { name: size, type: u32, kind: bytes, unit: bytes, description: With its head }
                  - { name: is_probe, type: bool }

            """,
        "");

    private static string Join(string head, int count, Func<int, string> part, string end)
    {
        var text = new StringBuilder(head);
        for (int i = 0; i < count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part(i)}");
        }

        return text.Append(end).ToString();
    }

    private static ImmutableArray<MetadataReference> FindReferences() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("Ojo.Generators", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];
}
