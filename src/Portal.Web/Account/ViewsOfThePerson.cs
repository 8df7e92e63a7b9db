using Portal.Business.Common;
using Portal.Business.SavedViews.UseCases;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Account;

/// <summary>Views kept with the account, and those that others share.</summary>
internal sealed class ViewsOfThePerson(ListSavedViews list, SaveView save, ChangeView change, DeleteView delete, ChooseFirstView choose) : IViewMemory
{
    public async Task<SavedListViews?> OfAsync(string name, CancellationToken ct) =>
        (await list.RunAsync(new ListSavedViews.Input(name), ct)).TryGet(out var found)
            ? new SavedListViews(
                [.. found.Views.Select(v => new SavedListView(v.Id, v.Name, v.Query, v.IsShared, v.Owner, v.IsFirst, v.MayChange, v.Version))], found.MayShare)
            : null;

    public Task<Result<long>> SaveAsync(string list, string name, string query, bool isShared, CancellationToken ct) =>
        save.RunAsync(new SaveView.Input(list, name, query, isShared), ct);

    public Task<Result> ChangeAsync(SavedListView view, string name, string? query, bool isShared, CancellationToken ct) =>
        change.RunAsync(new ChangeView.Input(view.Id, view.Version, name, query, isShared), ct);

    public Task<Result> DeleteAsync(SavedListView view, CancellationToken ct) => delete.RunAsync(new DeleteView.Input(view.Id), ct);

    public Task<Result> OpenOnAsync(string list, SavedListView? view, CancellationToken ct) =>
        choose.RunAsync(new ChooseFirstView.Input(list, view?.Id), ct);
}
