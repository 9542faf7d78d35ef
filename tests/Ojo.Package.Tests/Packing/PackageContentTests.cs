using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Ojo.Package.Tests.Packing;

public sealed class PackageContentTests(PackedRuntime package)
{
    [Fact]
    public void Package_holds_the_library_the_generator_its_parser_its_code_fixes_the_props_the_targets_and_nothing_else()
    {
        using ZipArchive archive = package.Open();

        Assert.Equal(
            [
                "LICENSE",
                "Ojo.Runtime.nuspec",
                "README.md",
                "THIRD-PARTY-NOTICES.txt",
                "analyzers/dotnet/cs/Ojo.Generators.CodeFixes.dll",
                "analyzers/dotnet/cs/Ojo.Generators.dll",
                "analyzers/dotnet/cs/YamlDotNet.dll",
                "buildMultiTargeting/Ojo.Runtime.targets",
                "buildTransitive/Ojo.Runtime.props",
                "buildTransitive/Ojo.Runtime.targets",
                "lib/net10.0/Ojo.Runtime.dll",
                "lib/net10.0/Ojo.Runtime.xml",
            ],
            archive.Entries.Select(static entry => entry.FullName).Where(static name => !IsContainer(name)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_names_its_licence_and_readme_and_needs_no_other_package()
    {
        using ZipArchive archive = package.Open();
        using Stream nuspec = archive.GetEntry("Ojo.Runtime.nuspec")!.Open();
        XElement metadata = XDocument.Load(nuspec).Root!.Elements().Single();

        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal("Ojo.Runtime", Value("id"));
        Assert.Equal(package.Version, Value("version"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.DoesNotContain(metadata.Descendants(), static element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void Documentation_in_the_package_describes_the_tracer()
    {
        using ZipArchive archive = package.Open();
        using Stream xml = archive.GetEntry("lib/net10.0/Ojo.Runtime.xml")!.Open();

        Assert.Contains(XDocument.Load(xml).Descendants("member"), static member => member.Attribute("name")?.Value == "T:Ojo.Tracer");
    }

    [Theory]
    [InlineData("lib/net10.0/Ojo.Runtime.dll")]
    [InlineData("analyzers/dotnet/cs/Ojo.Generators.dll")]
    [InlineData("analyzers/dotnet/cs/Ojo.Generators.CodeFixes.dll")]
    public void Assemblies_are_deterministic_and_do_not_name_the_folder_they_were_built_in(string name)
    {
        Assert.SkipWhen(Repository.Configuration != "Release", "A debug build keeps its paths for the debugger.");
        byte[] assembly = Read(name);

        using PEReader reader = new(new MemoryStream(assembly));
        Assert.Contains(reader.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.Reproducible);
        Assert.Equal(-1, assembly.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root)));
    }

    [Fact]
    public void Generator_loads_only_what_the_compiler_or_the_package_has()
    {
        string[] references = References("analyzers/dotnet/cs/Ojo.Generators.dll");

        Assert.Contains("YamlDotNet", references);
        Assert.All(references, static name => Assert.True(
            name is "netstandard" or "YamlDotNet" or "System.Collections.Immutable" or "System.Memory" or "Microsoft.CodeAnalysis" or "Microsoft.CodeAnalysis.CSharp",
            $"{name} is not in the package, and the compiler may lack it."));
    }

    [Fact]
    public void Code_fixes_load_only_what_an_editor_or_the_package_has()
    {
        string[] references = References("analyzers/dotnet/cs/Ojo.Generators.CodeFixes.dll");

        Assert.Contains("Microsoft.CodeAnalysis.Workspaces", references);
        Assert.All(references, static name => Assert.True(
            name is "netstandard" or "Ojo.Generators" or "System.Collections.Immutable" or "System.Memory" or "System.Composition.AttributedModel"
                || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal),
            $"{name} is not in the package, and an editor may lack it."));
    }

    [Fact]
    public void Props_of_the_package_have_all_that_projects_of_the_repository_get()
    {
        string[] ofPackage = Items(Path.Combine(Repository.Root, "src", "Ojo.Runtime", "build", "Ojo.Runtime.props"));
        string[] ofRepository = Items(Path.Combine(Repository.Root, "src", "Ojo.Generators", "Ojo.Generators.Consumer.props"));

        Assert.Contains(ofPackage, static item => item.StartsWith("AdditionalFiles", StringComparison.Ordinal));
        Assert.Empty(ofRepository.Except(ofPackage));
    }

    private static bool IsContainer(string name) =>
        name is "[Content_Types].xml" || name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal);

    private static string[] Items(string props) =>
    [
        .. XDocument.Load(props).Root!.Elements("ItemGroup").Elements()
            .Where(static item => item.Name != "ProjectReference")
            .Select(static item => $"{item.Name} {string.Join(' ', item.Attributes())} {item.Parent!.Attribute("Condition")}"),
    ];

    private string[] References(string assembly)
    {
        using PEReader reader = new(new MemoryStream(Read(assembly)));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private byte[] Read(string name)
    {
        using ZipArchive archive = package.Open();
        using Stream entry = archive.GetEntry(name)!.Open();
        using MemoryStream content = new();
        entry.CopyTo(content);
        return content.ToArray();
    }
}
