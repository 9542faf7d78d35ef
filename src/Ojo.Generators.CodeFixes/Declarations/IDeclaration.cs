namespace Ojo.Generators.CodeFixes.Declarations;

/// <summary>An event's declaration, in either style, and edits of what names it.</summary>
internal interface IDeclaration
{
    /// <summary>Makes the event have the id <paramref name="id"/>, as one writes it.</summary>
    Edit PinId(string id);

    /// <summary>Makes its id a derived one; null where it is already.</summary>
    Edit? LeaveIdOut();

    /// <summary>Makes <paramref name="name"/> its wire name.</summary>
    Edit Rename(string name);

    /// <summary>Says that <paramref name="name"/> was its first wire name.</summary>
    Edit SayRenamedFrom(string name);

    /// <summary>Makes the namespace its provider; null where it is already.</summary>
    Edit? LeaveProviderOut();
}
