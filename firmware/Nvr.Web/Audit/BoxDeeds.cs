namespace Nvr.Web.Audit;

/// <summary>What the box did by itself, in the list of what people did: nobody stands there, and no place. Thread-safe; blocks on the disk, and fails as the list does: in the health.</summary>
public sealed class BoxDeeds
{
    private readonly AuditBook book;

    internal BoxDeeds(AuditBook book) => this.book = book;

    /// <param name="deed">In words that the page has German for.</param>
    /// <param name="subject">What it was done to.</param>
    public void Note(string deed, string subject) => book.Add("", "", deed, subject, done: true);
}
