using Microsoft.Extensions.Localization;
using Portal.Business.Common;
using Portal.Business.Interventions.Planning;
using Portal.Web.Kit;

namespace Portal.Web.Contracts;

internal static class NotToldWords
{
    /// <summary>Names the clients whom nobody can write to of the visits that are cancelled.</summary>
    public static void SayWhoIsNotTold(this Toasts toasts, Result<VisitsTold> cancelled, IStringLocalizer<ContractsPages> t)
    {
        if (cancelled.TryGet(out var told) && told.Unreached.Count > 0)
        {
            toasts.Say(t["VisitsNotTold", string.Join(", ", told.Unreached)], Tone.Warning);
        }
    }
}
