using Nvr.Core.Time;

namespace Torture.Box;

/// <summary>A gap as the API tells it: the word for programs and the sentence for people. Immutable.</summary>
public sealed record GapReading(UtcRange Range, string Reason, string Sentence);
