"""The published folder is replaced whole, or not at all.

A build fills a fresh folder beside the target; when it is complete, the two change places. A build
that fails, fills the disk or is killed leaves the last good site as it was:

    with stage(Path("site"), say=print) as staging:
        build_into(staging.folder)
        staging.publish()

The old site is put aside or deleted after the swap, never before the build: ext4 is slow at creating
thousands of files right after as many were deleted, and nobody should wait for that with no site up.

Beside a target `site`, and only while a build runs or a large old site is deleted: `.site.new-…` (the fresh
folder), `.site.lock`, and `.site.old-…` where the system cannot exchange two folders. What a killed build
leaves of these, the next one clears away.
"""
