namespace Nvr.Storage.Events.Search;

/// <summary>
/// What one volume may cost a page. Each of the searches that a page needs has its own share: one that found nothing left would come no further on the page
/// that follows either.
/// </summary>
internal sealed class VolumeBudget(int volumes)
{
    public SearchBudget Range { get; } = new(SearchBudget.Page / volumes);

    public SearchBudget Long { get; } = new(SearchBudget.Page / 4 / volumes);

    public SearchBudget VeryLong { get; } = new(SearchBudget.Page / 4 / volumes);
}
