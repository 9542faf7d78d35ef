using Ojo.Storage;

namespace Ojo.Benchmarks.Stores;

/// <summary>A question that is answered by looking at events one by one.</summary>
/// <param name="Question">What to call it.</param>
/// <param name="Ask">Asks it of the library.</param>
/// <param name="Floor">Scans the events that it is about and does nothing with them; null: it needs no scan.</param>
/// <param name="Sql">The same question to the store's views; null: it would be a program in SQL.</param>
internal sealed record AnalysisQuestion(string Question, Func<IStoreReader, object?> Ask, Func<IStoreReader, object?>? Floor, string? Sql);
