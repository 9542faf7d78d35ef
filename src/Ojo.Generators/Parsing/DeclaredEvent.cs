using Microsoft.CodeAnalysis;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>An event and where its names stand: for the rules that compare declarations with each other.</summary>
/// <param name="Event">The event.</param>
/// <param name="Name">Where its name is.</param>
/// <param name="Id">Where its id is; its name where it pins none.</param>
/// <param name="IsPinned">Whether it pins its id.</param>
/// <param name="OldName">Where its old name is; its name where it was never renamed.</param>
internal sealed record DeclaredEvent(EventModel Event, Location Name, Location Id, bool IsPinned, Location OldName);
