using System.CommandLine.Parsing;
using System.Globalization;

namespace Ojo.Watcher.CommandLine;

/// <summary>Reads what is the same for several options, and says what is wrong by their names.</summary>
internal static class OptionText
{
    /// <summary>The word for <see cref="AfterCommit.Archive"/>.</summary>
    public const string Archive = "archive";

    /// <summary>The option that an argument belongs to, as it is written.</summary>
    public static string NameOf(ArgumentResult result) => (result.Parent as OptionResult)?.Option.Name ?? result.Argument.Name;

    /// <summary>Reads a port.</summary>
    public static int? ParsePort(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= 65535)
        {
            return port;
        }

        result.AddError($"{NameOf(result)}: '{text}' is no port; that is a number from 0 to 65535.");
        return null;
    }

    /// <summary>Reads what becomes of a stored file.</summary>
    public static AfterCommit ParseAfter(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        switch (text)
        {
            case "keep":
                return AfterCommit.Keep;
            case Archive:
                return AfterCommit.Archive;
            case "delete":
                return AfterCommit.Delete;
            default:
                result.AddError($"{NameOf(result)}: '{text}' is nothing that can be done with a stored file; write keep, archive or delete.");
                return AfterCommit.Keep;
        }
    }

    /// <summary>Reads a path or a name, which must not be empty: a script's variable may have been.</summary>
    public static string? ParseText(ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (!string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        result.AddError($"{NameOf(result)} needs a value, and it is empty.");
        return null;
    }
}
