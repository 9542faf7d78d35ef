using Ojo.Catalogue;
using Ojo.Watcher;

namespace Ojo.Cli.Schema;

/// <summary>What of one list of events is otherwise in another.</summary>
internal static class SchemaDifference
{
    /// <summary>A line for each event that is missing (<c>-</c>), new (<c>+</c>), or both with another name or other fields.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<EventDescriptor> before, IReadOnlyList<EventDescriptor> after)
    {
        HashSet<string> old = [.. before.Select(LineOf)];
        HashSet<string> now = [.. after.Select(LineOf)];
        return
        [
            .. before.Where(one => !now.Contains(LineOf(one))).Select(static one => (one, sign: '-'))
                .Concat(after.Where(one => !old.Contains(LineOf(one))).Select(static one => (one, sign: '+')))
                .OrderBy(static line => line.one.Provider, StringComparer.Ordinal).ThenBy(static line => line.one.Id).ThenByDescending(static line => line.sign)
                .Select(static line => PrintableText.Of($"{line.sign} {LineOf(line.one)}")),
        ];
    }

    private static string LineOf(EventDescriptor one) => $"{one.Provider} {EventText.IdOf(one)} {EventText.Of(one)}";
}
