namespace Nvr.Export.Documents;

/// <summary>A stretch that was asked for and has no footage. The reason is a word for programs, the sentence for people.</summary>
internal sealed record ManifestGap(string From, string To, string Reason, string Sentence);
