using System.Runtime.CompilerServices;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Snapshots;

/// <summary>Compares generated files with those that were approved, which stand beside the test.</summary>
/// <remarks>
/// The files are called as Verify calls them: <c>Class.Method#HintName.verified.cs</c>, and <c>.received.cs</c> for what
/// was found instead. To approve it, rename it.
/// </remarks>
internal static class Snapshot
{
    public static void Match(GeneratorRun run, [CallerMemberName] string method = "", [CallerFilePath] string file = "")
    {
        string folder = Path.Combine(Repository.ProjectDirectory, "Snapshots");
        string prefix = $"{Path.GetFileNameWithoutExtension(file)}.{method}#";
        foreach (string stale in Directory.GetFiles(folder, prefix + "*.received.cs"))
        {
            File.Delete(stale);
        }

        var differences = new List<string>();
        foreach ((string hint, string source) in run.Sources)
        {
            Assert.DoesNotContain('\r', source);
            string name = prefix + Path.ChangeExtension(hint, null);
            string verified = Path.Combine(folder, name + ".verified.cs");
            if (!File.Exists(verified) || File.ReadAllText(verified).ReplaceLineEndings("\n") != source)
            {
                File.WriteAllText(Path.Combine(folder, name + ".received.cs"), source);
                differences.Add(name);
            }
        }

        IEnumerable<string> known = Directory.GetFiles(folder, prefix + "*.verified.cs").Select(static path => Path.GetFileName(path));
        IEnumerable<string> gone = known.Except(run.Sources.Keys.Select(hint => prefix + Path.ChangeExtension(hint, null) + ".verified.cs"));
        Assert.Empty(gone);
        Assert.True(differences.Count == 0, $"Compare and, if right, rename .received.cs to .verified.cs: {string.Join(", ", differences)}");
    }
}
