namespace Nvr.Search;

/// <summary>A query as it was understood. Everything of the text is in one of the two lists.</summary>
public sealed record SearchReading(SearchWish Wish, IReadOnlyList<Understood> Understood, IReadOnlyList<NotUnderstood> NotUnderstood)
{
    /// <summary>Whether something of it restricts what is searched for.</summary>
    public bool HasMeaning => Understood.Any(u => u.As != UnderstoodAs.Filler);
}
