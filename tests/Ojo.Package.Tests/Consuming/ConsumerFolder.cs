using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Consuming;

/// <summary>A copy of the projects that use the package, in a temporary folder.</summary>
internal sealed class ConsumerFolder(PackedRuntime package) : IDisposable
{
    private readonly DirectoryInfo _folder = CopyConsumers();

    /// <summary>The path of a file or folder in the copy.</summary>
    public string Path(params string[] parts) => System.IO.Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Runs <c>dotnet build</c> or another command in the copy.</summary>
    public Task<ProgramOutput> DotNetAsync(params string[] arguments) => DotNet.BuildAsync(_folder.FullName, package.Environment, arguments);

    public void Dispose() => _folder.Delete(recursive: true);

    private static DirectoryInfo CopyConsumers()
    {
        string source = System.IO.Path.Combine(AppContext.BaseDirectory, "Consumers");
        DirectoryInfo target = Directory.CreateTempSubdirectory("ojo-consumers-");
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = System.IO.Path.Combine(target.FullName, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
