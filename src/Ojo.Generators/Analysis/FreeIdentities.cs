using Ojo.Catalogue;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Locks;

namespace Ojo.Generators.Analysis;

/// <summary>Proposes ids and names that no event of a project has or ever had. Each is proposed once.</summary>
internal sealed class FreeIdentities
{
    // Far below the last number that can be pinned, however many are taken.
    private const uint Spread = 0x00FFFFFF;

    private readonly HashSet<uint> _ids = [];
    private readonly HashSet<(string Provider, string Name)> _names = [];

    public FreeIdentities(Declarations declarations)
    {
        foreach (DeclaredEvent one in declarations.InOrder())
        {
            _ids.Add(one.Event.Id);
            _names.Add((one.Event.Provider, one.Event.Name));
        }

        foreach (LockEntry entry in declarations.LockedInOrder())
        {
            _ids.Add(entry.Id);
            _names.Add((entry.Provider, entry.Name));
            _names.UnionWith(entry.OldNames.Select(oldName => (entry.Provider, oldName)));
        }
    }

    /// <summary>An id to pin for an event, as one writes it. It comes from the names, so that other projects are unlikely to have it.</summary>
    public string Id(EventModel model)
    {
        uint id = EventTypeId.FirstPinned + (EventTypeId.Derive(model.Provider, model.Name) & Spread);
        while (!_ids.Add(id))
        {
            id++;
        }

        return Source.Hex(id);
    }

    /// <summary>A name made of <paramref name="name"/> with the next number behind it: <c>TICK_2</c>.</summary>
    public string Name(string provider, string name)
    {
        int joint = name.LastIndexOf('_');
        bool isNumbered = joint > 0 && int.TryParse(name.Substring(joint + 1), out int number) && number is > 0 and < 1000;
        string stem = isNumbered ? name.Substring(0, joint) : name;
        int next = isNumbered ? int.Parse(name.Substring(joint + 1), System.Globalization.CultureInfo.InvariantCulture) : 1;
        string free;
        do
        {
            next++;
            free = $"{stem}_{Source.Number(next)}";
        }
        while (!_names.Add((provider, free)));
        return free;
    }
}
