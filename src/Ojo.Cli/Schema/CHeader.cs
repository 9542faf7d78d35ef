extern alias generators;

using generators::Ojo.Generators.Emit;
using generators::Ojo.Generators.Model;
using Ojo.Catalogue;

namespace Ojo.Cli.Schema;

/// <summary>The header in C by which other programs write the same events: the one that a build writes.</summary>
internal static class CHeader
{
    private const string FileName = "events.h";

    /// <param name="events">The events, in order of provider and id.</param>
    /// <param name="leftOut">Told of each event that shares its provider and id with another one: two services disagree about it.</param>
    public static string Of(IReadOnlyList<EventDescriptor> events, Action<EventDescriptor> leftOut)
    {
        List<ProviderModel> providers = [];
        foreach (IGrouping<string, EventDescriptor> provider in events.GroupBy(static one => one.Provider, StringComparer.Ordinal))
        {
            List<EventModel> models = [];
            foreach (EventDescriptor one in provider)
            {
                EventModel model = GeneratorModel.Of(one);
                if (models.Exists(other => other.Id == model.Id))
                {
                    leftOut(one);
                }
                else
                {
                    models.Add(model);
                }
            }

            providers.Add(new ProviderModel(provider.Key, "", "", EquatableArray<EventModel>.From(models)));
        }

        string all = string.Join(", ", providers.Select(static provider => provider.Name));
        return CHeaderEmitter.Emit(new CHeaderModel(FileName, all, EquatableArray<ProviderModel>.From(providers)));
    }
}
