using Microsoft.CodeAnalysis;
using Ojo.Catalogue;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Checks and derives what names an event: its id, its wire name, its provider, its category.</summary>
internal static class EventIdentity
{
    /// <summary>The provider of the events that come with Ojo.</summary>
    public const string BuiltInProvider = "ojo";

    /// <summary>The assembly that may declare them.</summary>
    public const string BuiltInAssembly = "Ojo.Runtime";

    /// <summary>The pinned id, or the one derived from the names: of a renamed event from its old one, so that it stays.</summary>
    public static uint Resolve(uint? pinned, string provider, string name, string renamedFrom, Location? location, Findings findings)
    {
        uint id = pinned ?? EventTypeId.Derive(provider, renamedFrom.Length > 0 ? renamedFrom : name);
        string? reason = pinned is null ? WhyNotDerived(id) : WhyReserved(id, provider);
        if (reason is not null)
        {
            string? unpin = pinned is not null && WhyNotDerived(EventTypeId.Derive(provider, name)) is null ? "" : null;
            findings.ReportFixable(IdentityRules.ReservedId, location, FixHint.Of(FixHint.Unpin, unpin), Emit.Source.Hex(id), name, reason);
        }

        return id;
    }

    /// <summary>Reports a name that is none, or that of Ojo itself.</summary>
    public static void CheckProvider(string provider, bool isOjo, Location? location, Findings findings)
    {
        if (!Words.IsDottedName(provider))
        {
            findings.ReportFixable(DeclarationRules.BadProvider, location, FixHint.Of(FixHint.Replacement, Respelling.Provider(provider)), provider);
        }
        else if (provider == BuiltInProvider && !isOjo)
        {
            findings.Report(DeclarationRules.ReservedProvider, location);
        }
    }

    public static void CheckCategory(string category, Location? location, Findings findings)
    {
        if (!Words.IsDottedName(category))
        {
            findings.ReportFixable(DeclarationRules.BadCategory, location, FixHint.Of(FixHint.Replacement, Respelling.Category(category)), category);
        }
    }

    /// <summary>Reports a version that could not stand in an events.lock; none at all is fine.</summary>
    public static void CheckVersion(string? version, Location? location, Findings findings)
    {
        if (version is not null && !Words.IsVersion(version))
        {
            findings.ReportFixable(DeclarationRules.BadVersion, location, FixHint.Of(FixHint.Replacement, Respelling.Version(version)), version);
        }
    }

    /// <summary>An old name that is one, or an empty string; anything else is reported.</summary>
    public static string CheckOldName(string? name, Location? location, Findings findings)
    {
        if (name is null || Words.IsWireName(name))
        {
            return name ?? "";
        }

        findings.ReportFixable(DeclarationRules.BadWireName, location, FixHint.Of(FixHint.Replacement, Respelling.WireName(name)), Words.Shorten(name));
        return "";
    }

    private static string? WhyNotDerived(uint id) =>
        id > EventTypeId.LastDerived ? "the hash of its name happens to be the number that is never an event" : null;

    private static string? WhyReserved(uint id, string provider) => id switch
    {
        EventTypeId.Invalid => "0 is never an event",
        <= EventTypeId.LastBuiltIn => provider == BuiltInProvider ? null : "numbers up to 0x0000FEFF are those of Ojo's own events",
        <= EventTypeId.LastMeta => "numbers from 0x0000FF00 to 0x0000FFFF speak about the trace itself",
        <= EventTypeId.LastPinned => null,
        _ => "numbers from 0x80000000 on are derived from names",
    };
}
