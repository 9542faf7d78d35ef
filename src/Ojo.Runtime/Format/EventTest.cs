using System.ComponentModel;

namespace Ojo.Format;

/// <summary>Whether something holds for an event. Written by the generator where a declaration says when to take a snapshot.</summary>
/// <param name="e">The event.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool EventTest(in TraceEvent e);
