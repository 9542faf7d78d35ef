using System.Reflection;

namespace Ojo.Generators.Tests.Driving;

/// <summary>Finds files of the source tree.</summary>
internal static class Repository
{
    public static string ProjectDirectory { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static metadata => metadata.Key == "ProjectDirectory").Value!;

    public static string Root { get; } = Path.GetFullPath(Path.Combine(ProjectDirectory, "..", ".."));

    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path])).ReplaceLineEndings("\n");
}
