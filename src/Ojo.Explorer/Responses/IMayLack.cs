namespace Ojo.Explorer.Responses;

/// <summary>An answer that may lack something which the same question is told later, though the store is the same.</summary>
internal interface IMayLack
{
    /// <summary>Whether it does: the time was up, or a file of the store could not be read.</summary>
    bool LacksSomething { get; }
}
