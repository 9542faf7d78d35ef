using System.Reflection;

namespace Ojo.Storage.Sqlite;

/// <summary>The SQL scripts that travel inside this assembly.</summary>
internal static class EmbeddedSql
{
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"This build of Ojo.Storage lacks {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
