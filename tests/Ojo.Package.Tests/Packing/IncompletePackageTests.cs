namespace Ojo.Package.Tests.Packing;

public sealed class IncompletePackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ojo-package-");

    [Fact]
    public async Task Packing_without_the_YAML_parser_fails_and_leaves_no_package()
    {
        ProgramOutput pack = await PackedRuntime.PackAsync(_folder.FullName, "0.1.0-incomplete", $"-p:PkgYamlDotNet={_folder.FullName}");

        Assert.NotEqual(0, pack.ExitCode);
        Assert.Contains("error : The package of Ojo.Runtime would lack YamlDotNet.dll in analyzers/dotnet/cs", pack.Text, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("*.nupkg", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Packing_without_the_generator_fails_and_says_to_build_it()
    {
        // Only the step that adds it: the whole would end earlier, because the library was not built in that configuration either.
        ProgramOutput step = await DotNet.BuildAsync(
            Repository.Root, new Dictionary<string, string>(), "msbuild", Repository.RuntimeProject, "-t:AddGeneratorToPackage", "-p:Configuration=NeverBuilt");

        Assert.NotEqual(0, step.ExitCode);
        Assert.Contains("error : The package of Ojo.Runtime would lack Ojo.Generators.dll and Ojo.Generators.CodeFixes.dll in analyzers/dotnet/cs", step.Text, StringComparison.Ordinal);
        Assert.Contains("build src/Ojo.Generators.CodeFixes, and with it src/Ojo.Generators, in this configuration (NeverBuilt)", step.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
