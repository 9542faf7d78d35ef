using System.Globalization;
using Microsoft.OpenApi;
using Ojo.Explorer.Faults;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Parameters;

/// <summary>Tests of fields: <c>packet_number&gt;=100</c>. The parameter may be given several times.</summary>
internal sealed class FieldTestParameter(string name, string description) : Parameter(name, description)
{
    private const int MaxCount = 16;

    // Two characters before one: ">=" is not ">" and a value that begins with "=".
    private static readonly (string Sign, FieldOperator Operator)[] s_operators =
    [
        (">=", FieldOperator.GreaterOrEqual), ("<=", FieldOperator.LessOrEqual), ("!=", FieldOperator.NotEqual),
        (">", FieldOperator.Greater), ("<", FieldOperator.Less), ("=", FieldOperator.Equal),
    ];

    /// <inheritdoc/>
    public override bool Repeatable => true;

    /// <summary>The tests in the order in which they were given.</summary>
    public IReadOnlyList<FieldTest> Read(RequestParameters request)
    {
        List<FieldTest> tests = [];
        foreach (string? value in request.All(this))
        {
            tests.Add(Parse(value ?? ""));
        }

        return tests.Count <= MaxCount ? tests
            : throw Fault.BadParameter(Name, string.Create(CultureInfo.InvariantCulture, $"{Name} may be given at most {MaxCount} times."));
    }

    /// <inheritdoc/>
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Array,
        Items = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[^=!<>]+(=|!=|<|<=|>|>=).+$" },
        MaxItems = MaxCount,
    };

    private FieldTest Parse(string text)
    {
        int at = text.AsSpan().IndexOfAny("=!<>");
        if (at > 0)
        {
            foreach ((string sign, FieldOperator fieldOperator) in s_operators)
            {
                if (text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
                {
                    FieldTest test = new(text[..at].Trim(), fieldOperator, text[(at + sign.Length)..].Trim());
                    return test is { Field: "" } or { Value: "" } ? throw NotATest(text) : test;
                }
            }
        }

        throw NotATest(text);
    }

    private RequestFaultException NotATest(string text) => Fault.BadParameter(Name,
        $"'{Fault.Shown(text)}' is not a test of a field. Write field, operator (=, !=, <, <=, >, >=) and value, for instance {Name}=packet_number>=100.");
}
