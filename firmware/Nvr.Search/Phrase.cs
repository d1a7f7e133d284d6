namespace Nvr.Search;

/// <summary>Words that have a meaning. <paramref name="Words"/> are folded; <paramref name="Shown"/> is how people write them.</summary>
internal sealed record Phrase(string[] Words, string Shown, Sense Sense, SearchLanguage? Language);
