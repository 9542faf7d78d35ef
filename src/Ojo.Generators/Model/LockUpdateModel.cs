namespace Ojo.Generators.Model;

/// <summary>What brings a project's lock up to date.</summary>
/// <param name="Locks">The locks, in order of path; the first is written to.</param>
/// <param name="Events">What the project declares.</param>
internal sealed record LockUpdateModel(EquatableArray<LockText> Locks, EquatableArray<EventModel> Events);
