namespace Ojo.Generators.Model;

/// <summary>A provider's part of the catalogue.</summary>
/// <param name="Name">The provider's name.</param>
/// <param name="ClassName">The name of the generated class.</param>
/// <param name="HintName">The name of its generated file.</param>
/// <param name="Events">Its events in order of id.</param>
internal sealed record ProviderModel(string Name, string ClassName, string HintName, EquatableArray<EventModel> Events)
{
    /// <summary>The C# namespace of its declarations, the first where there are several.</summary>
    public string Namespace => Events.Select(static model => model.Namespace).OrderBy(static space => space, StringComparer.Ordinal).FirstOrDefault() ?? "";

    /// <summary>The provider with nothing but what its views depend on.</summary>
    public ProviderModel ForViews() => this with
    {
        HintName = HintName.Replace(".g.cs", ".Views.g.cs"),
        Events = EquatableArray<EventModel>.From(Events.Select(static model => model.ForViews())),
    };
}
