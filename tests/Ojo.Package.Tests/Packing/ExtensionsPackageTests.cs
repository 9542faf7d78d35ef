using System.IO.Compression;
using System.Xml.Linq;

namespace Ojo.Package.Tests.Packing;

[Collection(nameof(BridgesPackage))]
public sealed class ExtensionsPackageTests(PackedExtensions package)
{
    [Fact]
    public void Package_holds_the_library_its_documentation_its_readme_and_its_licence()
    {
        using ZipArchive archive = package.Open();
        Assert.Equal(
            ["LICENSE", "Ojo.Extensions.nuspec", "README.md", "lib/net10.0/Ojo.Extensions.dll", "lib/net10.0/Ojo.Extensions.xml"],
            archive.Entries.Select(static entry => entry.FullName)
                .Where(static name => name is not "[Content_Types].xml" && !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Package_needs_the_runtime_of_its_own_version_with_its_generator_and_no_web_framework()
    {
        using ZipArchive archive = package.Open();
        using Stream nuspec = archive.GetEntry("Ojo.Extensions.nuspec")!.Open();
        XElement metadata = XDocument.Load(nuspec).Root!.Elements().Single();

        string? Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;
        Assert.Equal(("Ojo.Extensions", package.Version, "MIT", "README.md"), (Value("id"), Value("version"), Value("license"), Value("readme")));
        XElement[] dependencies = [.. metadata.Descendants().Where(static element => element.Name.LocalName == "dependency")];
        Assert.Equal(
            [
                "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging", "Microsoft.Extensions.Logging.Configuration",
                "Microsoft.Extensions.Options.ConfigurationExtensions", "Ojo.Runtime",
            ],
            dependencies.Select(static dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        XElement runtime = dependencies.Single(static dependency => dependency.Attribute("id")!.Value == "Ojo.Runtime");
        Assert.Equal($"[{package.Version}]", runtime.Attribute("version")!.Value);
        Assert.Null(runtime.Attribute("exclude"));
        Assert.DoesNotContain(metadata.Descendants(), static element => element.Name.LocalName == "frameworkReference");
    }
}
