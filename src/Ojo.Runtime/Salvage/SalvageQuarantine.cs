using Ojo.Publishing;

namespace Ojo.Salvage;

/// <summary>Puts aside what cannot be salvaged, with the reason beside it, where a watcher puts bad trace files.</summary>
internal static class SalvageQuarantine
{
    private const int MostNames = 1000;

    /// <returns>Where it is now; null if another was quicker.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static string? Add(string path, string reason, TraceDirectory directory)
    {
        Directory.CreateDirectory(directory.Quarantine);
        for (int number = 1; ; number++)
        {
            string name = Path.GetFileName(path);
            string target = Path.Combine(directory.Quarantine, number == 1 ? name : $"{name}.{number}");
            try
            {
                AtomicRename.Move(path, target);
            }
            catch (NameTakenException) when (number < MostNames)
            {
                continue;
            }
            catch (IOException) when (!File.Exists(path))
            {
                return null;
            }

            File.WriteAllText(target + ".reason", reason.ReplaceLineEndings(" ") + "\n");
            return target;
        }
    }
}
