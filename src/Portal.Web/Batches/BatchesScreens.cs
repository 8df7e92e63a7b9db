using Portal.Business.Batches.UseCases;
using Portal.Web.Kit.Lists;

namespace Portal.Web.Batches;

public static class BatchesScreens
{
    public static IServiceCollection AddBatchesScreens(this IServiceCollection services)
    {
        services.AddList<BatchList, ShowBatch.View>("batches");
        services.AddList<BatchItemList, ListBatchItems.Row>("batch-items");
        services.AddList<BatchVisitList, ListBatchVisits.Row>("batch-visits");
        return services;
    }
}
