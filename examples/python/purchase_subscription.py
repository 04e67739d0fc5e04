"""Sells a subscription from a Python service. Shown, not run in the tests of this project (pip install temporalio).

    python purchase_subscription.py PARTY ITEM BEGIN_DATE [TENANT]

Exit codes: 0 completed, 3 another verdict, 4 parked.
"""

import asyncio
import os
import sys
from urllib.parse import quote

from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    TypedSearchAttributes,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)
from temporalio.envconfig import ClientConfig
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError


def business_key(tenant: str, party_id: str, item_id: str, begin_date: str) -> str:
    """The workflow id; docs/start-from-other-services.md has the rule for every flow."""
    parts = ["purchaseSubscription", tenant, party_id, item_id.strip().upper(), begin_date]
    return ":".join(quote(part.strip(), safe=".:/=,|-_!~*'()") for part in parts)


async def end_or_parked(handle: WorkflowHandle) -> dict:
    """A parked flow waits for a person, perhaps for days, so it is asked every ten seconds."""
    while True:
        try:
            return await asyncio.wait_for(handle.result(), timeout=10)
        except asyncio.TimeoutError:
            report = await handle.query("report")
            if report["state"] == "parked":
                return report
        except WorkflowFailureError as error:
            # Every verdict but "completed" ends the workflow as failed, with the report as the first detail.
            if isinstance(error.cause, ApplicationError) and error.cause.details:
                return error.cause.details[0]
            raise


async def main(party_id: str, item_id: str, begin_date: str, tenant: str = "default") -> int:
    client = await Client.connect(**ClientConfig.load_client_connect_config())
    workflow_id = business_key(tenant, party_id, item_id, begin_date)
    try:
        # The same act has the same id: the server never runs two. One that runs is joined.
        handle = await client.start_workflow(
            "purchaseSubscription",
            {
                "tenant": tenant,
                "partyId": party_id,
                "itemId": item_id,
                "beginDate": begin_date,
                "payment": {"methodId": "CASH", "type": "Cash"},
            },
            id=workflow_id,
            task_queue=os.environ.get("DUESFLOW_TASK_QUEUE", "duesflow"),
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            search_attributes=TypedSearchAttributes(
                [
                    SearchAttributePair(SearchAttributeKey.for_keyword("Tenant"), tenant),
                    SearchAttributePair(SearchAttributeKey.for_keyword("PartyId"), party_id),
                ]
            ),
        )
    except WorkflowAlreadyStartedError:
        # The act has ended: its report tells how.
        handle = client.get_workflow_handle(workflow_id)

    report = await end_or_parked(handle)
    if report["state"] == "parked":
        parked = report["parked"]
        print(f'parked    at "{parked["step"]}": {parked["why"]}')
        print(f"A person decides: duesflow repair {workflow_id} VERB --by NAME --why REASON ({', '.join(parked['verbs'])}).")
        print("Then run this again: it joins the flow.")
        return 4
    print(f"verdict   {report['verdict']}")
    print(f"invoice   {report['ids'].get('invoiceId', 'none')}")
    if report["verdict"] == "completed":
        return 0
    print(f"cause     {report['cause']['message']}")
    return 3


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
