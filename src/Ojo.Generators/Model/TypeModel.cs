namespace Ojo.Generators.Model;

/// <summary>A type whose recorders one generated file holds.</summary>
internal sealed record TypeModel
{
    /// <summary>Its namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>How it and the types around it are opened, outermost first: <c>partial class Connection</c>.</summary>
    public required EquatableArray<string> Openings { get; init; }

    /// <summary>Its full name with the types around it: the key by which the parts of one type find each other.</summary>
    public required string FullName { get; init; }

    /// <summary>The name of its generated file; no two types share one, even where case does not count.</summary>
    public string HintName { get; init; } = "";

    public EquatableArray<RecorderModel> Recorders { get; init; }

    /// <summary>The enums that its events file declares beside it.</summary>
    public EquatableArray<EnumModel> Enums { get; init; }

    /// <summary>The type without what only the catalogue says of its events, so that changing that does not write its file anew.</summary>
    public TypeModel ForRecorders() => this with
    {
        Recorders = EquatableArray<RecorderModel>.From(Recorders.Select(static recorder => recorder with
        {
            Event = recorder.Event?.ForRecorders(),
            Values = EquatableArray<ValueModel>.From(recorder.Values.Select(static value => value with
            {
                Fields = EquatableArray<FieldBinding>.From(
                    value.Fields.Select(static binding => binding with { Field = binding.Field.ForRecorders() })),
            })),
        })),
    };

    /// <summary>Whether its members are to be written so that they compile, and do nothing.</summary>
    public bool IsStub { get; init; }

    /// <summary>Whether an events file declares the type, and not C#.</summary>
    public bool IsFromYaml { get; init; }

    /// <summary>One sentence for a type that an events file declares.</summary>
    public string Description { get; init; } = "";
}
