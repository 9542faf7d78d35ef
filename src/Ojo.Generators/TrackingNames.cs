namespace Ojo.Generators;

/// <summary>The names of the pipeline's steps, by which tests see what was recomputed.</summary>
internal static class TrackingNames
{
    /// <summary>One recorder per method with [TraceEvent].</summary>
    public const string Methods = "Ojo.Methods";

    /// <summary>One type per events file.</summary>
    public const string Files = "Ojo.Files";

    /// <summary>The categories that the project leaves out.</summary>
    public const string RemovedCategories = "Ojo.RemovedCategories";

    /// <summary>What can be generated at all.</summary>
    public const string Scope = "Ojo.Scope";

    /// <summary>All types, each brought together from methods and files.</summary>
    public const string Types = "Ojo.Types";

    /// <summary>One type per generated file, without what only the catalogue says of its events.</summary>
    public const string Recorders = "Ojo.Recorders";

    /// <summary>One provider per generated catalogue.</summary>
    public const string Providers = "Ojo.Providers";

    /// <summary>One provider per file of views, without what its views do not depend on.</summary>
    public const string Views = "Ojo.Views";

    /// <summary>The C header, where one is asked for.</summary>
    public const string CHeader = "Ojo.CHeader";

    /// <summary>The lock with what it lacks, where that is asked for.</summary>
    public const string Lock = "Ojo.Lock";

    /// <summary>Every name above.</summary>
    public static readonly string[] All = [Methods, Files, RemovedCategories, Scope, Types, Recorders, Providers, Views, CHeader, Lock];
}
