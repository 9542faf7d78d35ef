using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Yaml;

/// <summary>One event of an events file.</summary>
/// <param name="WireName">Where its name stands.</param>
/// <param name="Recorder">The method to write; without an event where the declaration is wrong.</param>
/// <param name="Declared">The event, where the declaration is right.</param>
internal sealed record YamlEvent(YamlText WireName, RecorderModel Recorder, DeclaredEvent? Declared);
