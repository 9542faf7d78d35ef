namespace Ojo.Runtime.Tests.Conditions;

/// <summary>What a test's event has as an enum, with a value below zero.</summary>
internal enum LinkState
{
    Idle,
    Busy,
    Gone = -1,
}
