namespace Ojo.Generators.Model;

/// <summary>How a value is made of its fields.</summary>
internal enum ValueMaking
{
    /// <summary>It is its one field.</summary>
    Field,

    /// <summary>A tuple of them.</summary>
    Tuple,

    /// <summary>A constructor takes some of them, and members are set to the others.</summary>
    Constructor,
}
