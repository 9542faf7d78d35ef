using System.Diagnostics;
using System.Text.RegularExpressions;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Strictness;

/// <summary>
/// Projects whose generated code stands among the user's own, with nothing that says who wrote it, built with every rule of the SDK.
/// </summary>
/// <remarks>
/// Analyzers leave generated code alone, so building a project as it is would prove little. What the generator wrote is therefore
/// written to files, without its heading and without [GeneratedCode], and compiled as if somebody had typed it. The declarations are
/// those of the round-trip tests, which have every type, and the built-in events.
/// </remarks>
public sealed partial class StrictConsumers : IDisposable
{
    private const string Generated = "Written";

    private static readonly (string Name, LanguageVersion Version, string LangVersion, NullableContextOptions Nullable)[] s_consumers =
    [
        ("OldNullable", LanguageVersion.CSharp12, "12.0", NullableContextOptions.Enable),
        ("OldOblivious", LanguageVersion.CSharp12, "12.0", NullableContextOptions.Disable),
        ("NewNullable", LanguageVersion.CSharp13, "latest", NullableContextOptions.Enable),
        ("NewOblivious", LanguageVersion.CSharp13, "latest", NullableContextOptions.Disable),
    ];

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "ojo-strict-" + Guid.NewGuid().ToString("N"));

    /// <summary>What a build of all of them says, each message once, with the file's name and not its folder.</summary>
    /// <param name="spoil">Changes what was generated before it is compiled.</param>
    /// <param name="first">How many of the projects, from the first on.</param>
    public IReadOnlyList<string> Build(Func<string, string>? spoil = null, int first = int.MaxValue)
    {
        Directory.CreateDirectory(_directory);
        var consumers = s_consumers.Take(first).ToList();
        foreach ((string name, LanguageVersion version, string langVersion, NullableContextOptions nullable) in consumers)
        {
            Write(name, version, langVersion, nullable, spoil ?? (static text => text));
        }

        File.WriteAllText(Path.Combine(_directory, "Directory.Build.props"), "<Project />");
        File.Copy(Path.Combine(Repository.ProjectDirectory, "Strictness", "strict.editorconfig"), Path.Combine(_directory, ".editorconfig"));
        File.WriteAllText(Path.Combine(_directory, "All.proj"), $"""
            <Project>
              <ItemGroup>{string.Concat(consumers.Select(static c => $"<Consumer Include=\"{c.Name}/{c.Name}.csproj\" />"))}</ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Consumer)" Targets="Restore" Properties="Restoring=true" />
                <MSBuild Projects="@(Consumer)" Targets="Build" />
              </Target>
            </Project>
            """);
        return Run("msbuild", "All.proj", "-nologo", "-v:quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false");
    }

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private void Write(string name, LanguageVersion version, string langVersion, NullableContextOptions nullable, Func<string, string> spoil)
    {
        Project project = new Project { LanguageVersion = version, Nullable = nullable, AssemblyName = name }
            .Source("global using System;\nglobal using System.Collections.Generic;\nglobal using Ojo;\n", "Usings.cs")
            .Events(Repository.Read("tests", "Ojo.Generators.Tests", "events.yaml"))
            .Events(Repository.Read("events.yaml").Replace("namespace: Ojo\n", "namespace: Transport\n", StringComparison.Ordinal), "built-in.yaml");
        string declarations = Path.Combine(Repository.ProjectDirectory, "RoundTrips");
        foreach (string file in Directory.GetFiles(declarations, "*.cs").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal))
        {
            if (file != "Recording.cs" && !file.EndsWith("Tests.cs", StringComparison.Ordinal))
            {
                project = project.Source(Repository.Read("tests", "Ojo.Generators.Tests", "RoundTrips", file), file);
            }
        }

        string folder = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.Combine(folder, Generated));
        foreach ((string path, string text) in project.Sources)
        {
            File.WriteAllText(Path.Combine(folder, path), text);
        }

        foreach ((string hint, string text) in GeneratorRun.Of(project).Sources)
        {
            File.WriteAllText(Path.Combine(folder, Generated, hint.Replace(".g.cs", ".cs", StringComparison.Ordinal)), spoil(AsTyped(text)));
        }

        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>{langVersion}</LangVersion>
                <Nullable>{(nullable == NullableContextOptions.Enable ? "enable" : "disable")}</Nullable>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <AnalysisMode>All</AnalysisMode>
                <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <WarningLevel>9999</WarningLevel>
                <IsAotCompatible>true</IsAotCompatible>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{typeof(Tracer).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>A generated file as if a person had typed it: nothing in it says otherwise.</summary>
    private static string AsTyped(string text)
    {
        string heading = text[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)];
        Assert.Equal("// <auto-generated/>\n", heading);
        return GeneratedCode().Replace(text[heading.Length..], "");
    }

    private List<string> Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = _directory, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return
        [
            .. Message().Matches(output)
                .Where(static match => match.Groups["severity"].Value == "error" || match.Groups["file"].Value.Contains(Generated, StringComparison.Ordinal))
                .Select(static match => $"{match.Groups["id"].Value} {Path.GetFileName(match.Groups["file"].Value.Replace('\\', '/'))}{match.Groups["place"].Value}: {match.Groups["text"].Value}")
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    [GeneratedRegex(@"^\s*\[global::System\.CodeDom\.Compiler\.GeneratedCode\(.*\)\]\n", RegexOptions.Multiline)]
    private static partial Regex GeneratedCode();

    [GeneratedRegex(@"^\s*(?<file>[^\n(:]*(?::[\\/][^\n(:]*)?)(?<place>\(\d+,\d+\))?\s*: (?<severity>warning|error) (?<id>\w+): (?<text>[^\n\[]*)", RegexOptions.Multiline)]
    private static partial Regex Message();
}
