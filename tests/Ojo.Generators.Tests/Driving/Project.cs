using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Generators.Tests.Driving;

/// <summary>A project in memory: sources and events files, compiled against the runtime as a user's would be.</summary>
internal sealed record Project
{
    private static readonly ImmutableArray<MetadataReference> s_framework = FindFramework();
    private static readonly PortableExecutableReference s_runtime = MetadataReference.CreateFromFile(typeof(Tracer).Assembly.Location);

    /// <summary>C# files by path.</summary>
    public ImmutableSortedDictionary<string, string> Sources { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Events files by path.</summary>
    public ImmutableSortedDictionary<string, string> EventFiles { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Locks by path.</summary>
    public ImmutableSortedDictionary<string, string> Locks { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>MSBuild properties by name.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Ojo.Runtime, or null for a project without it.</summary>
    public MetadataReference? Runtime { get; init; } = s_runtime;

    /// <summary>Additional files that are marked otherwise than events files and locks are: by path, the metadata and its value.</summary>
    public ImmutableSortedDictionary<string, (string Metadata, string Value)> Marks { get; init; } =
        ImmutableSortedDictionary<string, (string Metadata, string Value)>.Empty;

    /// <summary>Assemblies that it references besides the framework and the runtime.</summary>
    public ImmutableArray<MetadataReference> Libraries { get; init; } = [];

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.CSharp13;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public bool CheckOverflow { get; init; }

    public bool Optimize { get; init; }

    public string AssemblyName { get; init; } = "Declared";

    public static Project With(string source) => new Project().Source(source);

    public static Project WithEvents(string yaml) => new Project().Events(yaml);

    public Project Source(string source, string path = "Source.cs") => this with { Sources = Sources.SetItem(path, source) };

    public Project Events(string yaml, string path = "events.yaml") => this with { EventFiles = EventFiles.SetItem(path, yaml) };

    public Project Lock(string text, string path = "events.lock") => this with { Locks = Locks.SetItem(path, text) };

    /// <summary>What an .editorconfig says of rules.</summary>
    public ImmutableSortedDictionary<string, ReportDiagnostic> Rules { get; init; } = ImmutableSortedDictionary<string, ReportDiagnostic>.Empty;

    public Project Severity(string rule, ReportDiagnostic severity) => this with { Rules = Rules.SetItem(rule, severity) };

    public Project Property(string name, string value) => this with { Properties = Properties.SetItem(name, value) };

    public Project Marked(string path, string metadata, string value) => this with { Marks = Marks.SetItem(path, (metadata, value)) };

    /// <summary>References another project's assembly, as metadata.</summary>
    public Project Library(string source, string name)
    {
        using var assembly = new MemoryStream();
        Assert.True((With(source) with { AssemblyName = name }).Compile().Emit(assembly, cancellationToken: TestContext.Current.CancellationToken).Success);
        return this with { Libraries = Libraries.Add(MetadataReference.CreateFromImage(assembly.ToArray())) };
    }

    public CSharpParseOptions ParseOptions => new(LanguageVersion, DocumentationMode.Diagnose);

    public CSharpCompilation Compile() => CSharpCompilation.Create(
        AssemblyName,
        Sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, ParseOptions, source.Key)),
        (Runtime is null ? s_framework : s_framework.Add(Runtime)).AddRange(Libraries),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: Nullable, checkOverflow: CheckOverflow, allowUnsafe: true, deterministic: true, optimizationLevel: Optimize ? OptimizationLevel.Release : OptimizationLevel.Debug)
            .WithSyntaxTreeOptionsProvider(new Severities(Rules)));

    public ImmutableArray<AdditionalText> AdditionalTexts() =>
        [.. EventFiles.Concat(Locks).Select(file => new TextFile(file.Key, file.Value)), .. Marks.Keys.Select(path => new TextFile(path, ""))];

    public AnalyzerConfigOptionsProvider Options() => new EventFileOptions(EventFiles.Keys, Locks.Keys, Properties) { Marks = Marks };

    /// <summary>The framework, and not the generator, which has some of the runtime's types compiled in.</summary>
    private static ImmutableArray<MetadataReference> FindFramework()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted
                .Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
