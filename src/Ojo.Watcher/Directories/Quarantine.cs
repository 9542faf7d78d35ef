using System.Security.Cryptography;
using System.Text;

namespace Ojo.Watcher.Directories;

/// <summary>Where bad files are put aside, each with its reason beside it. Nothing here is ever overwritten or deleted.</summary>
internal sealed class Quarantine(string directory)
{
    /// <summary>What a name may have in UTF-8: 255 bytes on most file systems, less a number and <c>.reason</c>.</summary>
    private const int LongestName = 235;

    /// <summary>Puts a file aside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its path below the input directory; it has the same in the quarantine.</param>
    /// <param name="reason">A sentence that says what is wrong with it.</param>
    /// <returns>Where it is now.</returns>
    public string Add(string path, string name, string reason)
    {
        name = Shortened(name);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, name))!);
        for (int number = 1; ; number++)
        {
            string target = Path.Combine(directory, number == 1 ? name : $"{name}.{number}");
            if (File.Exists(target) || !TryReserve(target, reason))
            {
                continue;
            }

            WatcherSteps.Reach(WatcherStep.ReasonWritten);
            File.Move(path, target, overwrite: false);
            WatcherSteps.Reach(WatcherStep.Quarantined);
            return target;
        }
    }

    /// <summary>
    /// A name to which a number and an ending can be added. One that leaves no room for them is cut, and told from others that begin like it by a hash
    /// of the whole.
    /// </summary>
    private static string Shortened(string name)
    {
        string file = Path.GetFileName(name);
        if (Encoding.UTF8.GetByteCount(file) <= LongestName)
        {
            return name;
        }

        string ending = $"~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file)).AsSpan(0, 8))}{(file.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) ? ".bin" : "")}";
        var start = new StringBuilder();
        int room = LongestName - ending.Length;
        foreach (Rune rune in file.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            start.Append(rune);
        }

        return Path.Combine(Path.GetDirectoryName(name)!, start + ending);
    }

    /// <summary>
    /// Writes the reason first: it belongs to whoever makes its file, so two watchers do not take the same name. A reason
    /// without its file is what a watcher left that was killed between the two steps, or, if it breaks off, amid the first; it is taken over if it
    /// says the same as far as it goes.
    /// </summary>
    private static bool TryReserve(string target, string reason)
    {
        string path = target + ".reason";
        string text = PrintableText.Of(reason) + "\n";
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException) when (File.Exists(path))
        {
            if (!text.StartsWith(File.ReadAllText(path), StringComparison.Ordinal))
            {
                return false;
            }

            stream = new FileStream(path, FileMode.Create, FileAccess.Write);
        }

        try
        {
            using (stream)
            {
                WatcherSteps.Reach(WatcherStep.ReasonBegun);
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        catch (IOException)
        {
            // The disk is full, say: without what it says, it would keep the name from everybody for ever.
            File.Delete(path);
            throw;
        }

        return true;
    }
}
