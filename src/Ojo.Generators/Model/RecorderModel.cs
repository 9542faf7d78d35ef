namespace Ojo.Generators.Model;

/// <summary>A recorder to write: a method, its guard and its decoder.</summary>
internal sealed record RecorderModel
{
    /// <summary>What it records; null where it records nothing: the declaration is wrong, or its category is not compiled in.</summary>
    public EventModel? Event { get; init; }

    /// <summary>Whether it records nothing because the project removes its category.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether calls may reach it through an interface or a base class, so that they can't be left out by [Conditional].</summary>
    public bool IsDispatched { get; init; }

    /// <summary>The method's name without <c>Record</c>: the stem of the guard's and the decoder's names.</summary>
    public required string Stem { get; init; }

    /// <summary>The method's declaration, from its modifiers to the closing parenthesis and constraints.</summary>
    public required string Signature { get; init; }

    /// <summary>What a body that records nothing has to say to compile without a warning: members read, out parameters, a return value.</summary>
    public EquatableArray<string> EmptyBody { get; init; }

    /// <summary>The guard's declaration, without its body; empty where the type has a member of that name already.</summary>
    public string GuardSignature { get; init; } = "";

    public string Tracer { get; init; } = "";

    public bool TracerMayBeNull { get; init; }

    /// <summary>The parameter that is the tracer or knows it; empty where that is a member.</summary>
    public string TracerParameter { get; init; } = "";

    public string FlowId { get; init; } = "0";

    /// <summary>A name for the tracer where it has to be held in a local, different from every parameter's.</summary>
    public string Local { get; init; } = "tracer";

    /// <summary>What is recorded, in order.</summary>
    public EquatableArray<ValueModel> Values { get; init; }

    /// <summary>The fields of all values, in order of packing.</summary>
    public IEnumerable<FieldBinding> Bindings => Values.SelectMany(static value => value.Fields);

    /// <summary>Whether the recorder's documentation is the generator's to write.</summary>
    public bool WritesDocumentation { get; init; }

    /// <summary>The parameters in order, and what that documentation says of each.</summary>
    public EquatableArray<ParameterDoc> ParameterDocs { get; init; }

    /// <summary>The names that no local may have.</summary>
    public IEnumerable<string> ParameterNames => ParameterDocs.Select(static parameter => parameter.Name);

    /// <summary>Whether the user has chosen how the method is compiled.</summary>
    public bool HasMethodImpl { get; init; }

    /// <summary>Whether the user has marked the method as obsolete, or the generator must not.</summary>
    public bool HasObsolete { get; init; }

    /// <summary>How the decoder is declared: its visibility, and <c>new</c> where it hides a base class's.</summary>
    public string DecoderModifiers { get; init; } = "public";
}
