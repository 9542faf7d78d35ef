using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>The enums that a file declares: under <c>enums</c>, and with fields of their own.</summary>
/// <param name="source">The file.</param>
/// <param name="className">The file's class, whose name no enum can have.</param>
internal sealed class YamlEnums(YamlSource source, string className)
{
    private readonly Dictionary<string, (EnumModel Model, TextSpan Place)> _enums = new(StringComparer.Ordinal);

    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private bool _isUnread;

    public IEnumerable<string> Names => _enums.Keys;

    /// <summary>The enums in order of name, with their places.</summary>
    public IEnumerable<(EnumModel Model, TextSpan Place)> All => _enums.Values.OrderBy(static one => one.Model.Name, StringComparer.Ordinal);

    public bool Contains(string name) => _enums.ContainsKey(name);

    public EnumModel? Find(string name) => _enums.TryGetValue(name, out (EnumModel Model, TextSpan Place) found) ? found.Model : null;

    /// <summary>Whether an enum of that name may be meant which could not be read: that has been said, and its use is right.</summary>
    public bool IsRefused(string name) => _isUnread || _refused.Contains(name);

    /// <summary>Remembers the name of an enum that could not be read.</summary>
    public void Refuse(string name) => _refused.Add(name);

    /// <summary>Remembers that there are enums nobody could read.</summary>
    public void RefuseAll() => _isUnread = true;

    /// <summary>Adds an enum whose name is free; else reports it at <paramref name="place"/> and returns false.</summary>
    /// <param name="model">The enum.</param>
    /// <param name="place">What it is named after.</param>
    public bool TryAdd(EnumModel model, YamlText place)
    {
        string? taken = Contains(model.Name) ? "is an enum of this file already" : model.Name == className ? "is this file's class" : null;
        if (taken is not null)
        {
            source.Report(YamlRules.BadGeneratedName, place, place.Value, model.Name, taken);
            return false;
        }

        _enums.Add(model.Name, (model, place.Span));
        return true;
    }
}
