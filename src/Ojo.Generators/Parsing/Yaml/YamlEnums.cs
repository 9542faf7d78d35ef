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

    public IEnumerable<string> Names => _enums.Keys;

    /// <summary>The enums in order of name, with their places.</summary>
    public IEnumerable<(EnumModel Model, TextSpan Place)> All => _enums.Values.OrderBy(static one => one.Model.Name, StringComparer.Ordinal);

    public bool Contains(string name) => _enums.ContainsKey(name);

    public EnumModel? Find(string name) => _enums.TryGetValue(name, out (EnumModel Model, TextSpan Place) found) ? found.Model : null;

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
